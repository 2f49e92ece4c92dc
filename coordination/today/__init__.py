"""Landing pages: who comes, what is uncovered, what needs a decision."""
