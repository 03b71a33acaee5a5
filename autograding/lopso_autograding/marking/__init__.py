"""What the pages of markers and the feedback need to stand without another server."""
