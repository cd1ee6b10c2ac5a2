"""What a person may set: themes, signs, density, motion, keys; as values, in a file, and told where they are wrong."""

from papershelf.config.model import Config, Density, Signs

__all__ = ["Config", "Density", "Signs"]
