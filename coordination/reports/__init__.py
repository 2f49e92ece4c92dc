"""Reports: what the record says, counted. One file per report in `services/`."""
