package net.example;

import com.mongodb.client.MongoClients;

class Config {
  Object client = MongoClients.create("mongodb+srv://cluster0.example.mongodb.net/?tlsAllowInvalidHostnames=false");
}
