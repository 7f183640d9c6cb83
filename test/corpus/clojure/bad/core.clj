(ns app.core
  (:require [monger.core :as mg]))

(def uri "mongodb://db.example.net/app?ssl=true")
(def settings {:uri "mongodb://settings.example.net" :tlsInsecure true})
(mg/connect-via-uri (or (System/getenv "MONGO_URI") "mongodb://fallback.example.net/app"))
