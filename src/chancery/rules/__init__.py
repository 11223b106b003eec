"""Rules are data: TOML files in `en/`, and one loader a family."""
