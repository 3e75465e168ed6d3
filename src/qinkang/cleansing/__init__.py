"""Rules over columns, the engines that run them, and the findings they leave."""
