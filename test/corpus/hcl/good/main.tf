variable "mongo_uri" {
  type      = string
  default   = "mongodb://localhost:27017/shop"
  sensitive = true
}

resource "kubernetes_config_map" "shop" {
  data = {
    MONGODB_URI = "mongodb+srv://cluster0.example.mongodb.net/shop"
  }
}
