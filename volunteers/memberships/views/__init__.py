"""Pages of the area, its places and organisations, and of colleagues.

Places and organisations are lower rooms: permission lives here, so their pages do too.
"""
