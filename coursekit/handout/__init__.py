"""What is handed out: the student edition, and the bundle with which Gradescope grades. Made from the checkout, on the fly."""
