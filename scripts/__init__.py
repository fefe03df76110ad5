"""What sets up, builds data and writes reference pages; none of it is installed."""
