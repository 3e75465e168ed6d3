"""What the pages ask of the truth. Every question is asked inside `acting_as`; row security does the rest."""
