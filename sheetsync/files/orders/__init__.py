"""Files with payment orders, as banks take them in; nothing here is sent."""
