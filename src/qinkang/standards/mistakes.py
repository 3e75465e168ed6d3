"""What is wrong with a declaration."""


class DeclarationMistake(TypeError):
    """A declaration that cannot be carried out; raised while it is imported, never later."""
