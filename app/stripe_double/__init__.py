"""What Stripe is to us, without the internet: a server that the real SDK talks to.

It keeps to what Stripe does where we rely on it, in test mode and at the version of the API that
the SDK has: see `server.Double` for the whole, `control.Control` for what can be made to happen.
Importing it takes a second: whoever has a key of Stripe's does without.
"""
