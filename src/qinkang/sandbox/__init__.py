"""A simulated province to try against: its people, its sending systems, and receivers that fail.

How a file comes to be, and what a new data set needs:

1. `people`: a `Population`, drawn once from the seed: who lives where, born and died when, and facts of health.
   What several data sets tell of one person belongs here, because each sender's people are drawn on their own.
2. The truth of a data set: a package beside `check_ups` with two functions (`truth.Subject`).
   `drawn(people, year, seed, until) -> Truth` gives the rows of a year up to a day, in columns of plain text: codes,
   several of them parted by commas, ISO dates and months, "" for nothing; parts under their flat names
   (`drugs_1_name`). `truth.identity` gives the subject's columns, `institutions.serving` who serves whom, `texts` turns
   arrays into text, `seeds.stream` is where chance comes from. `corrected(columns) -> columns` gives the columns that
   change when some rows are sent again as a correction: another true value, never the key. Nobody is examined, visited
   or signed after `people.died` (`Population.alive`). Then a line in `truths.TRUTHS`.
3. Its defects: a module or package in `defects` with a `Ways` of its own; `@breaks(rule, effect, field, …)` stands over a
   function that writes one row's cells so that they break that rule, and only that one (else it says `also=`);
   `@keeps(rule, field, …)` over one that goes to the very edge. Then a line in `defects.WAYS`; the ways of identity
   and area are shared. `rate` is the natural share; below it each rule gets 24 rows over all senders of the data set
   (flags and near misses 6), whatever the scale allows. A rule with effect reject, hold, blank or repair must be
   found wherever it was planted, and nowhere else.
4. `senders`: who sends it, each in a `Layout`: columns, headers, spelling, form of file, record numbers, habits.
5. `scoring` compares what was planted with what was found. Nothing here imports the rules.
"""
