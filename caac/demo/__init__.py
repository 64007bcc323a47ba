"""The built-in sample world: invented documents served over real HTTP on loopback and crawled by the shipped spider."""
