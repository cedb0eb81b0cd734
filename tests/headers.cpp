// Stands for all tests while their common headers are compiled once.
