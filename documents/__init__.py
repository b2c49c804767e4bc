"""Issue, number, draw and keep papers. What a paper says comes in as frozen facts."""
