"""妇幼健康: the stock of blank birth certificates, and what will stand on it."""
