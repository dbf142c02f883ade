"""The pages of a body, a party and a person: what the whole register says of them."""
