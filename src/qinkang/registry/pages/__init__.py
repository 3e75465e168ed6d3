"""Pages of what all lines share: the register of institutions, working days, and which source is believed.

Whoever has a right in any line may look; whoever reviews in any line keeps the institutions that units
below his own manage.
"""
