"""The simulated national elderly-health system, `python -m qinkang.sandbox.receivers.national_elderly`.

Written from the published form of the messages, apart from our connector: they share no code, so that
a mistake in one is not repeated in the other.
"""
