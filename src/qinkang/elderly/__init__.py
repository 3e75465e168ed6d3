"""The work and pages of elderly health (老龄健康).

- `asking`: what a page was asked, as it stands in its address
- `reach`: which part of the province somebody looks at
- `boundaries`: the outlines of areas as paths of a drawing
- `questions`: what pages ask of the truth, under row security
- `presenters`: one object for each page, holding all that its template shows
- `views`: who may open what
"""
