"""What an officer can put right, said in a sentence."""


class RegistryMistake(ValueError):
    """An action that the registry refuses; the text says what is wrong and what to do."""
