"""Who wants to know, in what words, and the delivery of it. Only `alerts.delivery` and `alerts.app` touch the network."""
