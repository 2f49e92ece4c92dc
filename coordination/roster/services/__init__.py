"""What a roster shows, read in a fixed number of queries; and the screens on the wall."""
