"""What Today shows, read in a fixed number of queries."""
