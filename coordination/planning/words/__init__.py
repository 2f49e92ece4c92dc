"""What pages of planning say: codes and records become words, colours and lanes."""
