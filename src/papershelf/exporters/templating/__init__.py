"""Templates that a person writes: filled in within a sandbox, bounded in time and size; errors name a line."""
