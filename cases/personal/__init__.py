"""What a case holds about people: where it lies, how long it is kept, how it is handed over and erased."""
