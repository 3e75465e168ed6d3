"""The frame of every action: one transaction in which the database knows who acts."""

from contextlib import AbstractContextManager

from qinkang.accounts.scope import Acting, acting_as


def deed(by: Acting) -> AbstractContextManager[Acting]:
    """Open the action's transaction; inside one of the same actor it joins that."""
    return acting_as(by.scope, actor=by.actor, because=by.because)
