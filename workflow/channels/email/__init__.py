"""Electronic mail, through the backend that the settings name."""
