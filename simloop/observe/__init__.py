"""How a run is watched, from outside, so that taught code stays clean."""
