"""The one error whose words are for the person at the keyboard."""


class Mistake(Exception):
    """Something a person can put right: what is wrong, where, and what to do, in Chinese.

    The command line prints the sentence without a traceback and ends with exit code 2.
    """
