"""Reports of invented bodies over several years, by templates and vocabularies, with their truth.

    python -m benchmarks.corpus OUT --reports 1000 --seed 7 [--years 4] [--formats 0.1] [--no-truth]

The same seed writes the same bytes. ``wording.yml`` holds the sentences, ``bodies.yml`` the kinds of bodies; indicators and
their aliases come from ``seeds/``. ``grammar`` expands a template and keeps the place of each figure, ``bodies`` invents a body
and its figures over the years, ``report`` tells one year, ``writing`` puts reports, manifest and gold into a folder.
"""
