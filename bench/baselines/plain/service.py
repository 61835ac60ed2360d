"""SELECT, then INSERT: what is free when one looks may be taken when one writes."""

from bench.baselines.service import Scheme, create_app

app = create_app(Scheme())
