//! The headless face: arguments, commands that print and exit.
