(ns shop.db
  (:require [monger.core :as mg])
  (:import [com.mongodb MongoClientOptions$Builder]))

(System/setProperty "javax.net.ssl.trustStore" "/etc/shop/trust.jks")

(defn options []
  (-> (MongoClientOptions$Builder.)
      (.sslEnabled true)
      (.sslInvalidHostNameAllowed true)
      (.build)))

(defn open [user]
  (mg/connect-via-uri (str "mongodb://" user "@db.example.com/shop?ssl=true")))
