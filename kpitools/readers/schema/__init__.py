"""What a layout can say, and the layouts there are."""
