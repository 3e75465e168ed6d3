"""The pages: each says who may open it, asks, and renders one presenter."""
