// Stands in for the parts of libraries that Handrail never uses, and that would be loaded at each start.
