"""What is asked of the stock. All of it under the reader's scope."""
