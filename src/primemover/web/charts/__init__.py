"""Charts as SVG, drawn on the server: values in, one picture out. Colours come from the page's style, every
mark has a shape of its own, and nothing is only to be seen by pointing at it."""
