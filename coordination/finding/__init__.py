"""What a volunteer can find."""
