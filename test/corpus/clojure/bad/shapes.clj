(ns shop.shapes
  (:require [monger.core :as mg]
            [clojure.string :as str])
  (:import [com.mongodb MongoClientURI MongoClient]))

(def config
  {:mongo {:uri "mongodb://db.example.com/shop?tls=true&tlsAllowInvalidCertificates=true"}
   :port 8080})

(defn joined [user password]
  (mg/connect-via-uri (str "mongodb://" user ":" password "@joined.example.com/shop?ssl=true")))

(defn formatted [host]
  (mg/connect-via-uri (format "mongodb://%s:27017/shop?tls=true&tlsInsecure=true" host)))

(def interop (MongoClient. (MongoClientURI. "mongodb://interop.example.com/?ssl=false")))

(comment
  (mg/connect-via-uri "mongodb://repl.example.com/shop"))
