"""Characters, numbers and the order of a text: what every later room reads with. Depends on the model alone."""
