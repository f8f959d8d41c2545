"""The portal's pages: behind the letter's link for partners, behind a one-time letter for us.

Free of frames and of Google: what they show was made ready by the worker. Source: portal.md 6-8.
"""
