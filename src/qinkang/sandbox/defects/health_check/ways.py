"""Where the ways of this data set are gathered."""

from qinkang.sandbox.defects.defect import Ways

HEALTH_CHECK = Ways()
breaks, keeps = HEALTH_CHECK.breaks, HEALTH_CHECK.keeps
