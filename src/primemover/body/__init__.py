"""A person in numbers: skeleton, placement by contact, muscles and the drawn figure."""
