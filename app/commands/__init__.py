"""What the holdfast command does, one module for each command of more than a few lines."""


class Trouble(Exception):
    """Something that whoever typed the command can put right. Its text is one clear line."""
