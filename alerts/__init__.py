"""Who wants to know, in what words, and the delivery of it. Only delivery and the app touch the network."""
