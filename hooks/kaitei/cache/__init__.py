"""What is kept from build to build: values and pages under keys that stand for everything they are made from."""
